// Runs the veraPDF engine over many files in one JVM and prints one record a line, for vera.py:
//   ESITO  <file> <profile> <true|false>
//   REGOLA <file> <profile> <clause-test> <times> <message, and where it failed first>
//   GUASTO <file> <profile> <why the file could not be read at all>
// Fields are separated by tabs; <file> is the number of the argument, from 0. The exit code is 0
// whenever every file got its record: whether a file conforms is in the records.
// Usage: java -cp ... Vera.java 3a,ua1 file.pdf...

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

public class Vera {
  private static final int KEPT_FAILURES_PER_RULE = 100;

  private static final class Failed {
    int times;
    final String message;

    Failed(String message) {
      this.message = message;
    }
  }

  public static void main(String[] args) {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    // The parser prints warnings of its own on both streams.
    System.setOut(new PrintStream(OutputStream.nullOutputStream()));
    LogManager.getLogManager().reset();
    VeraGreenfieldFoundryProvider.initialise();

    String[] profiles = args[0].split(",");
    for (int i = 1; i < args.length; i++) {
      for (String profile : profiles) {
        validate(out, i - 1, new File(args[i]), profile);
        out.flush();
      }
    }
  }

  private static void validate(PrintStream out, int number, File file, String profile) {
    PDFAFlavour flavour = PDFAFlavour.byFlavourId(profile);
    if (flavour == PDFAFlavour.NO_FLAVOUR) {
      throw new IllegalArgumentException("unknown profile " + profile);
    }
    ValidationResult result;
    try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
        PDFAValidator validator =
            Foundries.defaultInstance()
                .createValidator(flavour, KEPT_FAILURES_PER_RULE, false, false, false)) {
      result = validator.validate(parser);
    } catch (Exception e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      print(out, "GUASTO", number, profile, cause.toString());
      return;
    }
    print(out, "ESITO", number, profile, Boolean.toString(result.isCompliant()));
    Map<String, Failed> failed = new LinkedHashMap<>();
    for (TestAssertion assertion : result.getTestAssertions()) {
      if (assertion.getStatus() != TestAssertion.Status.FAILED) {
        continue;
      }
      String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
      failed.computeIfAbsent(
              rule,
              r -> new Failed(assertion.getMessage() + " @ " + assertion.getLocation().getContext()))
          .times++;
    }
    failed.forEach(
        (rule, f) ->
            print(out, "REGOLA", number, profile, rule, Integer.toString(f.times), f.message));
  }

  private static void print(PrintStream out, String kind, int number, String... fields) {
    StringBuilder line = new StringBuilder(kind).append('\t').append(number);
    for (String field : fields) {
      line.append('\t').append(field.replaceAll("\\s+", " "));
    }
    out.print(line.append('\n'));
  }
}
