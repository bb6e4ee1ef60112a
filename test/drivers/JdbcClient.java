import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Does through JDBC what a BI tool does: see DriverClient.pm for the requests it takes and the answers it gives.
 *
 * <p>usage: JdbcClient URL
 */
public final class JdbcClient {
    private final String url;
    private final PrintStream out;
    private Connection connection;

    private JdbcClient(String url, PrintStream out) {
        this.url = url;
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        JdbcClient client = new JdbcClient(arguments[0], out);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

        for (String line = in.readLine(); line != null; line = in.readLine()) {
            client.answer(split(line));
            out.print("\\.\n");
            out.flush();
        }
    }

    private static List<String> split(String line) {
        List<String> fields = new ArrayList<>();

        for (String field : line.split("\t", -1)) {
            fields.add(unescape(field));
        }
        return fields;
    }

    private static String unescape(String field) {
        StringBuilder text = new StringBuilder();

        for (int i = 0; i < field.length(); i++) {
            char character = field.charAt(i);
            if (character == '\\') {
                character = field.charAt(++i);
                character = character == 't' ? '\t' : character == 'n' ? '\n' : character;
            }
            text.append(character);
        }
        return text.toString();
    }

    private static String escape(Object value) {
        return value == null ? "\\N"
            : value.toString().replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n");
    }

    private void print(Object... values) {
        List<String> fields = new ArrayList<>();

        for (Object value : values) {
            fields.add(escape(value));
        }
        out.print(String.join("\t", fields) + "\n");
    }

    private void answer(List<String> request) {
        try {
            run(request.get(0), request.subList(1, request.size()));
        } catch (BatchUpdateException error) {
            printError(error.getNextException() != null ? error.getNextException() : error);
        } catch (SQLException error) {
            printError(error);
        }
    }

    private void run(String verb, List<String> fields) throws SQLException {
        switch (verb) {
            case "connect" -> connect(fields.isEmpty() ? "" : fields.get(0));
            case "query" -> query(fields);
            case "update" -> update(fields);
            case "keep" -> keep(fields);
            case "batch" -> batch(fields.get(0), Integer.parseInt(fields.get(1)), fields.subList(2, fields.size()));
            case "describe" -> describe(fields);
            case "describe_result" -> describeResult(fields);
            case "tables" -> tables(fields.get(0), fields.get(1));
            case "columns" -> columns(fields.get(0), fields.get(1));
            case "array" -> array(fields);
            default -> print("error", "request", "unknown request " + verb);
        }
    }

    /** The fields of the server's message that an application can act on. */
    private void printError(SQLException error) {
        ServerErrorMessage message =
            error instanceof PSQLException fromServer ? fromServer.getServerErrorMessage() : null;

        if (message == null) {
            print("error", error.getSQLState(), error.getMessage());
        } else {
            print("error", error.getSQLState(), message.getMessage(), message.getSchema(), message.getTable(),
                message.getColumn(), message.getConstraint(), message.getDetail(), message.getHint());
        }
    }

    private void connect(String settings) throws SQLException {
        if (connection != null) {
            connection.close();
        }
        connection = DriverManager.getConnection(url + (url.contains("?") ? "&" : "?") + settings);
        print("ok");
    }

    /** Each parameter is a letter for its kind, a colon, and the value. */
    private void bind(PreparedStatement statement, int number, String field) throws SQLException {
        String value = field.substring(2);

        switch (field.charAt(0)) {
            case 'd' -> statement.setDate(number, java.sql.Date.valueOf(value));
            case 't' -> statement.setTimestamp(number, Timestamp.valueOf(value));
            case 'D' -> statement.setObject(number, LocalDate.parse(value));
            case 'i' -> statement.setLong(number, Long.parseLong(value));
            case 'b' -> statement.setBoolean(number, value.equals("t"));
            case 'n' -> statement.setBigDecimal(number, new BigDecimal(value));
            case 'o' -> statement.setObject(number, value, Types.OTHER);
            case 'c' -> statement.setObject(number, value, Types.CHAR);
            case 'a' -> statement.setArray(number, stringArray("cpt_modifier", value));
            case 'v' -> statement.setArray(number, stringArray("varchar", value));
            case 'N' -> statement.setNull(number, Types.VARCHAR);
            default -> statement.setString(number, value);
        }
    }

    private Array stringArray(String type, String value) throws SQLException {
        return connection.createArrayOf(type, value.isEmpty() ? new String[0] : value.split(","));
    }

    private PreparedStatement prepare(List<String> fields) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(fields.get(0));

        for (int i = 1; i < fields.size(); i++) {
            bind(statement, i, fields.get(i));
        }
        return statement;
    }

    /** A value as its column's class has it, in the form that the server writes. */
    private static Object read(ResultSet rows, int column) throws SQLException {
        Object value = rows.getObject(column);

        if (value instanceof Boolean bit) {
            return bit ? "1" : "0";
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof Timestamp time) {
            return time.toString().replaceFirst("\\.0$", "");
        }
        return value;
    }

    private void printRows(ResultSet rows) throws SQLException {
        ResultSetMetaData metadata = rows.getMetaData();

        while (rows.next()) {
            Object[] values = new Object[metadata.getColumnCount()];
            for (int i = 0; i < values.length; i++) {
                values[i] = read(rows, i + 1);
                refuseLong(metadata, i + 1, values[i]);
            }
            print(values);
        }
    }

    private void refuseLong(ResultSetMetaData metadata, int column, Object value) throws SQLException {
        if (value != null && metadata.getColumnType(column) == Types.VARCHAR
            && value.toString().codePointCount(0, value.toString().length()) > metadata.getPrecision(column)) {
            print("error", "length", "column " + metadata.getColumnName(column) + ": " + value);
        }
    }

    /** Twice with one statement, as applications use it: the first answer must not be the last good one. */
    private void query(List<String> fields) throws SQLException {
        try (PreparedStatement statement = prepare(fields)) {
            statement.executeQuery().close();
            printRows(statement.executeQuery());
        }
    }

    private void update(List<String> fields) throws SQLException {
        try (PreparedStatement statement = prepare(fields)) {
            int count = statement.executeUpdate();
            for (SQLWarning warning = statement.getWarnings(); warning != null; warning = warning.getNextWarning()) {
                print("warning", warning.getSQLState(), warning.getMessage());
            }
            print(count);
        }
    }

    /** A query whose statement stays open, with what the server keeps of it. */
    private void keep(List<String> fields) throws SQLException {
        printRows(prepare(fields).executeQuery());
    }

    /** SQL, parameters a row, and the values of all rows. */
    private void batch(String sql, int width, List<String> values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i += width) {
                for (int j = 0; j < width; j++) {
                    bind(statement, j + 1, values.get(i + j));
                }
                statement.addBatch();
            }
            print(Arrays.stream(statement.executeBatch()).map(rows -> rows == -2 ? 1 : rows).sum());
        }
    }

    private void printDescription(ResultSetMetaData metadata) throws SQLException {
        for (int i = 1; i <= metadata.getColumnCount(); i++) {
            print(metadata.getColumnName(i), metadata.getColumnType(i), metadata.getPrecision(i),
                metadata.getScale(i), metadata.getColumnClassName(i));
        }
    }

    /** The columns of a query as they are known before it is executed; describeResult: after. */
    private void describe(List<String> fields) throws SQLException {
        try (PreparedStatement statement = prepare(fields)) {
            printDescription(statement.getMetaData());
        }
    }

    private void describeResult(List<String> fields) throws SQLException {
        try (PreparedStatement statement = prepare(fields)) {
            printDescription(statement.executeQuery().getMetaData());
        }
    }

    private void tables(String schema, String pattern) throws SQLException {
        try (ResultSet rows = connection.getMetaData().getTables(null, schema, pattern, null)) {
            while (rows.next()) {
                print(rows.getString("TABLE_SCHEM"), rows.getString("TABLE_NAME"), rows.getString("TABLE_TYPE"),
                    rows.getString("REMARKS"));
            }
        }
    }

    private void columns(String schema, String pattern) throws SQLException {
        try (ResultSet rows = connection.getMetaData().getColumns(null, schema, pattern, null)) {
            while (rows.next()) {
                print(rows.getString("TABLE_NAME"), rows.getString("COLUMN_NAME"), rows.getInt("DATA_TYPE"),
                    rows.getInt("COLUMN_SIZE"), rows.getInt("DECIMAL_DIGITS"), rows.getString("REMARKS"));
            }
        }
    }

    /** The first column of each row as an array: its elements' type, and the elements. */
    private void array(List<String> fields) throws SQLException {
        try (PreparedStatement statement = prepare(fields)) {
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
                Array array = rows.getArray(1);
                if (array == null) {
                    print((Object) null);
                } else {
                    print(array.getBaseTypeName(), array.getBaseType(), Arrays.toString((Object[]) array.getArray()));
                }
            }
        }
    }
}
