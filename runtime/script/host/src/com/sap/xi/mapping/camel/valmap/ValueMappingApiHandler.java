package com.sap.xi.mapping.camel.valmap;

/** Only imported: the simulator has nothing behind it. */
public class ValueMappingApiHandler {}
