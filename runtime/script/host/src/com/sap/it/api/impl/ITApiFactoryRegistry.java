package com.sap.it.api.impl;

/** Only imported: the simulator has nothing behind it. */
public class ITApiFactoryRegistry {}
