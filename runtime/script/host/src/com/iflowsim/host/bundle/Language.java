package com.iflowsim.host.bundle;

/** What a script is written in, by the numbers of COMPILE. */
public enum Language {
  GROOVY, JAVASCRIPT, XSLT, XPATH;

  /** 0 goes by the ending of the path. Throws UnknownPlace for a number that nobody knows. */
  public static Language of(int number, String path) throws UnknownPlace {
    if (number == 0) return path.endsWith(".js") ? JAVASCRIPT : path.startsWith("header:") || path.matches(".*\\.xslt?") ? XSLT : GROOVY;
    if (number < 0 || number > values().length) throw new UnknownPlace("The script " + path + " is of the unknown language " + number + ".");
    return values()[number - 1];
  }
}
