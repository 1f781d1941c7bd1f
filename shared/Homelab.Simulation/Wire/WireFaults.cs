namespace Homelab.Simulation.Wire;

/// <summary>What happens to messages; chances are ratios.</summary>
public sealed record WireFaults
{
    public static readonly WireFaults None = new();

    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(5);

    public TimeSpan Jitter { get; init; } = TimeSpan.FromMilliseconds(20);

    public double Lost { get; init; }

    public double Doubled { get; init; }

    /// <summary>The chance of a message that takes up to <see cref="SlowBy"/> longer.</summary>
    public double Slow { get; init; }

    /// <summary>The chance that a copy of what the coordinator sends comes again, much later, over whatever stream and in whatever boot.</summary>
    public double Stray { get; init; }

    public TimeSpan StrayFor { get; init; } = TimeSpan.FromSeconds(90);

    public TimeSpan SlowBy { get; init; } = TimeSpan.FromSeconds(2);

    public bool IsQuiet => Lost + Doubled + Slow + Stray == 0;
}
