namespace Homelab.Domain.Power;

/// <summary>What the operator should know of a feed besides the numbers, in whole sentences.</summary>
internal static class FeedDetail
{
    public static string Of(FeedState state, FeedOutage? outage, bool isFresh, Moment now)
    {
        var sentences = new List<string>();
        if (state.Reading is null)
        {
            sentences.Add("This UPS was never heard from.");
        }

        if (state.Failure is { } failure)
        {
            sentences.Add(failure.Reason);
        }

        if (state.SupplyAt is { } at && !isFresh)
        {
            var age = $"It last told of the mains {(now - at).TotalSeconds:0} s ago";
            sentences.Add(outage is null ? $"{age}." : $"{age}, in an outage; it counts as on battery.");
        }

        if (state.Reading is { IsPlainTest: true } test && outage is null)
        {
            sentences.Add(test.IsToldToTest
                ? "It tests its battery, as it was told to: this is no outage."
                : $"It tests its battery by itself ({test.TestResult}): this is no outage, for {SelfTestCourse.Hidden.TotalSeconds:0} s at most.");
        }
        else if (outage is { SpellSince: not null } && state.Reading is { Status.SaysOnBattery: true } running && SelfTestCourse.IsUnderWay(running.TestResult))
        {
            sentences.Add($"It says of its test \"{running.TestResult}\", which does not outweigh the rest: it counts as on battery.");
        }
        else if (state.Reading is { Status.Note.Length: > 0 } reading)
        {
            sentences.Add(reading.Status.Note);
        }

        if (outage is { IsPresumed: true })
        {
            sentences.Add("Contact was lost while it tested its battery, was in bypass or off: it counts as on battery until it is heard again.");
        }

        if (outage is { SpellSince: not null, IsLowBatteryDoubted: true })
        {
            sentences.Add(
                $"It says low battery at {state.Reading?.ChargeRatio:P0} of charge, seconds after the mains went: this is suspect, and believed "
                + $"when it stands for {LowBatteryDoubt.BelievedReadings} readings in a row ({outage.LowBatteryReadings} so far).");
        }

        if (state.HasLeftOverShutdown)
        {
            sentences.Add("FSD was set before we looked, beside on line: it is left over and no trigger. Restart upsd to clear it.");
        }

        if (outage is { SpellSince: null } && state.OnLineSince is { } back)
        {
            sentences.Add($"The mains are back for {(now - back).TotalSeconds:0} s and not yet steady.");
        }

        if (state.Reading is { Status.IsBypass: true })
        {
            sentences.Add("The UPS is in bypass: if the mains go, so does the load.");
        }

        if (state.Reading is { Logins.Length: > 0 } shared)
        {
            sentences.Add($"Other NUT clients are logged in and go their own way at LB or FSD: {string.Join(", ", shared.Logins)}.");
        }

        return string.Join(" ", sentences);
    }
}
