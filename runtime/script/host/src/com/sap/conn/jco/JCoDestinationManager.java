package com.sap.conn.jco;

/** Only imported: the simulator has nothing behind it. */
public class JCoDestinationManager {}
