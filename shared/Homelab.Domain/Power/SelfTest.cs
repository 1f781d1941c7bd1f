using Homelab.Domain.Lab;

namespace Homelab.Domain.Power;

public enum SelfTestOutcome
{
    Passed,

    /// <summary>The UPS has something to say against its battery, and goes on.</summary>
    Warned,
    Failed,

    /// <summary>Somebody or the UPS itself broke it off.</summary>
    Aborted,

    /// <summary>The UPS did not take the command.</summary>
    Refused,

    /// <summary>No result within its bound.</summary>
    Silent,

    /// <summary>An outage came in between.</summary>
    Overtaken,

    /// <summary>The coordinator did not see its end.</summary>
    Unseen,
}

/// <summary>One self-test of a UPS that is over.</summary>
/// <param name="Began">In the lab's time.</param>
/// <param name="Result">NUT's <c>ups.test.result</c>, or why there is none.</param>
/// <param name="Course">What the battery did in it.</param>
public sealed record SelfTest(DateTimeOffset Began, SelfTestKind Kind, SelfTestOutcome Outcome, string Result, TestCourse Course)
{
    /// <summary>It says nothing of the battery, so it is made again soon.</summary>
    public bool SaysNothing => Outcome is SelfTestOutcome.Aborted or SelfTestOutcome.Refused or SelfTestOutcome.Overtaken or SelfTestOutcome.Unseen;
}

/// <summary>What the battery did in a test.</summary>
public sealed record TestCourse
{
    public TimeSpan OnBattery { get; init; }

    public double? FromChargeRatio { get; init; }

    public double? LeastChargeRatio { get; init; }

    public double? LeastVolts { get; init; }

    /// <summary>As the UPS reported it before the test.</summary>
    public TimeSpan? Runtime { get; init; }

    public TestCourse Grown(FeedReading reading, TimeSpan onBattery) => this with
    {
        OnBattery = OnBattery + onBattery,
        FromChargeRatio = FromChargeRatio ?? reading.ChargeRatio,
        LeastChargeRatio = Least(LeastChargeRatio, reading.ChargeRatio),
        LeastVolts = Least(LeastVolts, reading.BatteryVolts),
        Runtime = Runtime ?? reading.Runtime,
    };

    private static double? Least(double? one, double? other) => one is { } left && other is { } right ? Math.Min(left, right) : one ?? other;
}

/// <summary>A self-test that is under way.</summary>
/// <param name="ResultBefore">Of an earlier test: it may stand there for a while yet.</param>
public sealed record OpenSelfTest(DateTimeOffset Began, SelfTestKind Kind, string ResultBefore)
{
    /// <summary>Something showed that the UPS does it.</summary>
    public bool HasRun { get; init; }

    /// <summary>Off the battery again, or not on it yet.</summary>
    public TimeSpan QuietFor { get; init; }

    public TimeSpan Lasted { get; init; }

    public TestCourse Course { get; init; } = new();
}
