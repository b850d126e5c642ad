package com.sap.esb.datastore;

/** Only imported: the simulator has nothing behind it. */
public class Data {}
