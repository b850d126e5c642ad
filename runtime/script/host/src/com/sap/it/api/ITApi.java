package com.sap.it.api;

/** Super type of every service of the platform. */
public interface ITApi {}
