package dev.pgplaybook.likeness.synthetic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Texts that match a simple regular expression: literals, classes and how often they come. Alternatives and groups are not known. */
record RegexValues(List<String> alphabets) implements Values {

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";
    private static final String DIGITS = "0123456789";
    private static final int ENOUGH = 6;

    RegexValues {
        alphabets = List.copyOf(alphabets);
    }

    /** Empty where the expression holds more than is known here, or cannot be had in these lengths. */
    static Optional<RegexValues> of(String regex, int minLength, int maxLength) {
        List<Piece> pieces = new Pieces(regex).read();
        if (pieces.isEmpty()) {
            return Optional.empty();
        }
        int least = pieces.stream().mapToInt(Piece::least).sum();
        List<String> alphabets = new ArrayList<>();
        int spare = maxLength - least;
        for (Piece piece : pieces) {
            int wanted = Math.max(piece.least(), Math.min(piece.most(), ENOUGH));
            int lacking = minLength - least;
            int times = Math.min(Math.max(wanted, Math.min(piece.most(), lacking)), piece.least() + Math.max(0, spare));
            spare -= times - piece.least();
            for (int i = 0; i < times; i++) {
                alphabets.add(piece.alphabet());
            }
        }
        boolean fits = alphabets.size() >= minLength && alphabets.size() <= maxLength;
        return fits ? Optional.of(new RegexValues(alphabets)) : Optional.empty();
    }

    @Override
    public long size() {
        long size = 1;
        for (String alphabet : alphabets) {
            size = Math.min(MANY, size * alphabet.length());
        }
        return size;
    }

    @Override
    public void append(long number, StringBuilder out) {
        int start = out.length();
        long rest = number;
        for (int i = alphabets.size() - 1; i >= 0; i--) {
            String alphabet = alphabets.get(i);
            out.append(alphabet.charAt((int) (rest % alphabet.length())));
            rest /= alphabet.length();
        }
        for (int i = start, j = out.length() - 1; i < j; i++, j--) {
            char swapped = out.charAt(i);
            out.setCharAt(i, out.charAt(j));
            out.setCharAt(j, swapped);
        }
    }

    @Override
    public boolean isPlain() {
        return false;
    }

    /** One of these characters, so often. */
    private record Piece(String alphabet, int least, int most) {}

    /** Cuts the expression up. An empty list means that it was not understood. */
    private static final class Pieces {

        private final String regex;
        private final List<Piece> pieces = new ArrayList<>();
        private int at;

        Pieces(String regex) {
            this.regex = regex;
        }

        List<Piece> read() {
            if (regex.startsWith("^")) {
                at = 1;
            }
            while (at < regex.length() && !(regex.charAt(at) == '$' && at == regex.length() - 1)) {
                String alphabet = alphabet();
                if (alphabet.isEmpty() || !repeated(alphabet)) {
                    return List.of();
                }
            }
            return pieces;
        }

        private String alphabet() {
            char c = regex.charAt(at++);
            return switch (c) {
                case '[' -> bracket();
                case '\\' -> at < regex.length() ? escaped(regex.charAt(at++)) : "";
                case '.' -> LETTERS;
                case '(', ')', '|', '^', '$', '*', '+', '?', '{' -> "";
                default -> String.valueOf(c);
            };
        }

        private static String escaped(char c) {
            return switch (c) {
                case 'd' -> DIGITS;
                case 'w' -> LETTERS + DIGITS;
                case 's' -> " ";
                default -> Character.isLetterOrDigit(c) ? "" : String.valueOf(c);
            };
        }

        private String bracket() {
            int close = regex.indexOf(']', at + 1);
            if (close < 0 || regex.charAt(at) == '^' || regex.startsWith("[:", at)) {
                return "";
            }
            StringBuilder all = new StringBuilder();
            int i = at;
            while (i < close) {
                if (i + 2 < close && regex.charAt(i + 1) == '-') {
                    for (char c = regex.charAt(i); c <= regex.charAt(i + 2); c++) {
                        all.append(c);
                    }
                    i += 3;
                } else if (regex.charAt(i) == '\\' && i + 1 < close) {
                    all.append(escaped(regex.charAt(i + 1)));
                    i += 2;
                } else {
                    all.append(regex.charAt(i++));
                }
            }
            at = close + 1;
            return distinct(all);
        }

        private static String distinct(StringBuilder all) {
            StringBuilder once = new StringBuilder();
            all.chars().distinct().forEach(c -> once.append((char) c));
            return once.toString();
        }

        private boolean repeated(String alphabet) {
            char next = at < regex.length() ? regex.charAt(at) : ' ';
            switch (next) {
                case '*' -> pieces.add(new Piece(alphabet, 0, 1000));
                case '+' -> pieces.add(new Piece(alphabet, 1, 1000));
                case '?' -> pieces.add(new Piece(alphabet, 0, 1));
                case '{' -> {
                    return counted(alphabet);
                }
                default -> {
                    pieces.add(new Piece(alphabet, 1, 1));
                    return true;
                }
            }
            at++;
            return true;
        }

        private boolean counted(String alphabet) {
            int close = regex.indexOf('}', at);
            if (close < 0 || !regex.substring(at + 1, close).matches("[0-9]+(,[0-9]*)?")) {
                return false;
            }
            String[] bounds = regex.substring(at + 1, close).split(",", -1);
            int least = Integer.parseInt(bounds[0]);
            int most = bounds.length == 1 ? least : bounds[1].isEmpty() ? 1000 : Integer.parseInt(bounds[1]);
            pieces.add(new Piece(alphabet, least, most));
            at = close + 1;
            return true;
        }
    }
}
