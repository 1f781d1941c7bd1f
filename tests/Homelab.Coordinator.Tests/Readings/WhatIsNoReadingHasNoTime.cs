using Homelab.Coordinator.Readings;

namespace Homelab.Coordinator.Tests.Readings;

/// <summary>A report or an event may come first or last of a run: the run's times are those of its readings, or its loss is never told.</summary>
public sealed class WhatIsNoReadingHasNoTime
{
    public static TheoryData<string> Orders => ["12345", "54321", "13542", "31524"];

    [Theory]
    [MemberData(nameof(Orders))]
    public void And_the_range_keeps_the_times_of_the_readings_in_it(string order)
    {
        var ranges = new ReceivedRanges([]);
        foreach (var sequence in order.Select(digit => (ulong)(digit - '0')))
        {
            // 1, 2 and 5 are reports; 3 and 4 readings.
            ranges.Add(sequence, sequence is 3 or 4 ? (long)sequence * 1000 : 0);
        }

        var range = Assert.Single(ranges.Ranges);
        Assert.Equal((3000, 4000), (range.FirstWallMs, range.LastWallMs));
    }
}
