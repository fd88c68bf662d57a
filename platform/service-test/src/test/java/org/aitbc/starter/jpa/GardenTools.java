package org.aitbc.starter.jpa;

interface GardenTools extends Store<GardenTool> {}
