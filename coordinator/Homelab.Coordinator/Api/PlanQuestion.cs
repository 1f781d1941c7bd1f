using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;

namespace Homelab.Coordinator.Api;

/// <summary>Which plan is asked for.</summary>
/// <param name="Feeds">Feeds that fail; empty for all.</param>
public sealed record PlanQuestion(IReadOnlyList<string> Feeds, WhatIf WhatIf)
{
    public static readonly PlanQuestion Now = new([], WhatIf.Nothing);

    /// <param name="atChargePercent">Null for what the charge is.</param>
    internal static (PlanQuestion? Question, ApiProblem? Problem) Read(IReadOnlyList<string> feeds, double? atChargePercent, IReadOnlyList<string> lost, LabConfig lab)
    {
        if (UnknownName.AmongFeeds(feeds, lab) is { } unknown)
        {
            return (null, unknown);
        }

        if (atChargePercent is not (null or (> 0 and <= 100)))
        {
            return (null, ApiProblem.BadRequest("A charge is more than 0 and at most 100 percent."));
        }

        var things = lost.Select(text => WhatIf.ReadLost(text, lab)).ToList();
        return things.FirstOrDefault(thing => thing.Thing is null) is { Error.Length: > 0 } wrong
            ? (null, ApiProblem.BadRequest(wrong.Error))
            : (new PlanQuestion(feeds, new WhatIf { ChargeRatio = atChargePercent / 100, Lost = [.. things.Select(thing => thing.Thing!)] }), null);
    }
}
