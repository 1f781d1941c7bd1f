namespace Homelab.Domain.Shutdown;

/// <summary>A unit as an agent last reported it.</summary>
/// <param name="Exists">systemd has loaded it.</param>
public sealed record SeenUnit(string Name, bool Runs, bool Exists);
