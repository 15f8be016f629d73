"""The workbooks that offices fill in: written from the data, read back into them. Nothing of a person is in one."""
