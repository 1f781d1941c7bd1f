namespace Homelab.Domain.Shutdown;

/// <summary>A node in one of its boots.</summary>
public sealed record NodeBoot(string Node, string BootId);
