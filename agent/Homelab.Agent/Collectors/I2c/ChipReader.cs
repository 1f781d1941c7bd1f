namespace Homelab.Agent.Collectors.I2c;

/// <summary>Reads a chip once; empty where that succeeded, else a stable sentence's end: what it is instead, or what was read. Lets the bus's exceptions through.</summary>
internal delegate string ChipReader(Measurements into);
