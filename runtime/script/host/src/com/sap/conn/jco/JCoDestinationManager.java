package com.sap.conn.jco;

/** Only imported: the simulator has nothing behind it. */
public class JCoDestinationManager {
  /** Always throws: there is no backend to call. */
  public static JCoDestination getDestination(String name) throws JCoException {
    throw new JCoException("Calls by JCo are not simulated: there is no destination " + name + ".");
  }
}
