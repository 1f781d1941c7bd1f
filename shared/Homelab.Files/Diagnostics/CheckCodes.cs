using System.Collections.Immutable;
using Homelab.Domain.Lab;
using static Homelab.Domain.Lab.FindingSeverity;

namespace Homelab.Files.Diagnostics;

/// <summary>What only shows beside live readings, or in a plan; place it with <see cref="LabFileResult.At"/>.</summary>
public static class CheckCodes
{
    public static readonly FindingCode PlanDoesNotFit = new("HL0501", Warning, "the battery ends before the stops do",
        "In the order of their needs the stops take longer than the feed lasts. The plan then drops needs of the lowest tier first, and in the end stops everything at once.");

    public static readonly FindingCode LocalUpsmon = new("HL0502", Warning, "a node runs an upsmon of its own",
        "NUT's upsmon stops its host at low battery or at a forced shutdown, whatever is planned, and in no order.");

    public static readonly FindingCode ForeignUpsLogin = new("HL0503", Warning, "somebody else is logged in at the UPS",
        "A login at upsd is a machine that shuts down by itself, at low battery or at a forced shutdown. The plan counts it so.");

    public static readonly FindingCode CutUnknownToUps = new("HL0504", Warning, "the UPS cannot be cut with return",
        "Not every driver knows NUT's shutdown.return. `cut: return` then does nothing, and the refusal is named in an outage, which is late to learn of it.");

    public static readonly FindingCode CommandUnknownToUps = new("HL0505", Warning, "the UPS does not know a command that the lab wants of it",
        "Which outlets can be switched and which tests can be started differs from UPS to UPS and from driver to driver.");

    public static ImmutableArray<FindingCode> All { get; } = [PlanDoesNotFit, LocalUpsmon, ForeignUpsLogin, CutUnknownToUps, CommandUnknownToUps];
}
