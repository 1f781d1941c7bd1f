namespace Homelab.Agent.Devices;

/// <summary>Holds up the caller's thread while a chip measures; a driver asks for no more than its data sheet says.</summary>
public delegate void Pause(TimeSpan span);
