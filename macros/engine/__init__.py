"""Pure computation: from records to one frozen result per year and survey date."""
