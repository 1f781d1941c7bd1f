using Homelab.Domain.Lab;
using Homelab.Files;

namespace Homelab.Shared.Tests.Files;

/// <summary>Each proposal is a piece of a lab file that is taken as it stands.</summary>
public class WhatAScanProposes
{
    public static TheoryData<int> Addresses => [.. ScanProposals.Addresses];

    [Theory]
    [MemberData(nameof(Addresses))]
    public void Declares_the_chip_where_it_answered(int address)
    {
        Assert.NotEmpty(ScanProposals.OfChip("pi", 3, address));
        foreach (var line in ScanProposals.OfChip("pi", 3, address).Concat(ScanProposals.OfChip("pi", 1, address)))
        {
            TakenAsItStands(line);
        }
    }

    [Fact]
    public void Declares_the_battery_and_nothing_that_is_none()
    {
        TakenAsItStands(Assert.Single(ScanProposals.OfBattery("pi", "BAT0")));
        Assert.Empty(ScanProposals.OfBattery("pi", ""));
        Assert.Empty(ScanProposals.OfBattery("pi", "../etc"));
    }

    [Fact]
    public void Never_leads_where_a_read_locks_up_a_chip_or_where_EEPROMs_are()
    {
        Assert.DoesNotContain(0x69, ScanProposals.Addresses);
        Assert.DoesNotContain(0x50, ScanProposals.Addresses);
        Assert.All(ScanProposals.Addresses, address => Assert.InRange(address, 0x08, 0x77));
    }

    private static void TakenAsItStands(string line)
    {
        var result = LabFile.Parse($"schema: 1\nlab: small\n{line}\n{(line.StartsWith("feeds", StringComparison.Ordinal) ? "nodes: {pi: {}}\n" : "")}", "lab.yaml");
        Assert.DoesNotContain(result.Diagnostics, diagnostic => diagnostic.ToString() is { } said
            && (said.Contains(".sensors", StringComparison.Ordinal) || said.Contains("HL02", StringComparison.Ordinal)
                || (said.Contains("error", StringComparison.Ordinal) && said.Contains(" feeds", StringComparison.Ordinal))));
    }
}
