namespace Homelab.Domain.Lab;

public enum SelfTestKind
{
    /// <summary>NUT's <c>test.battery.start.quick</c>: some seconds on the battery.</summary>
    Quick,

    /// <summary>NUT's <c>test.battery.start.deep</c>: until the battery is nearly empty.</summary>
    Deep,
}

/// <summary>When a UPS is told to test its battery.</summary>
public sealed record SelfTestConfig
{
    public TimeSpan Every { get; init; } = TimeSpan.FromDays(30);

    /// <summary>In the lab's time zone.</summary>
    public TimeOnly At { get; init; } = new(3, 0);

    public SelfTestKind Kind { get; init; } = SelfTestKind.Quick;

    /// <summary>0 to 1; below it no test begins.</summary>
    public double ChargeRatio { get; init; } = 0.9;

    public string Command => Kind == SelfTestKind.Deep ? "test.battery.start.deep" : "test.battery.start.quick";
}
