import java.io.File;
import java.util.logging.LogManager;
import org.apache.pdfbox.preflight.PreflightDocument;
import org.apache.pdfbox.preflight.ValidationResult;
import org.apache.pdfbox.preflight.parser.PreflightParser;

/** Outside judge: prints one line a file, « valid » or the codes of what is wrong with it as PDF/A-1b. */
public class Preflight {
  public static void main(String[] files) throws Exception {
    LogManager.getLogManager().reset();
    for (String file : files) {
      PreflightParser parser = new PreflightParser(new File(file));
      parser.parse();
      try (PreflightDocument document = parser.getPreflightDocument()) {
        document.validate();
        ValidationResult result = document.getResult();
        StringBuilder line = new StringBuilder(result.isValid() ? "valid" : "invalid");
        for (ValidationResult.ValidationError error : result.getErrorsList()) line.append(' ').append(error.getErrorCode()).append(' ').append(error.getDetails());
        System.out.println(line);
      }
    }
  }
}
