using Homelab.Contracts.V1;
using Homelab.Coordinator.Api.Views;
using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;

namespace Homelab.Coordinator.Api;

/// <summary>What drills proved of a node, as REST and gRPC show it.</summary>
internal static class DrillViews
{
    public static DrillView Of(DrillRecord drills, NodeConfig node, PolicyConfig policy, DateTimeOffset now)
    {
        var drill = drills.Results.GetValueOrDefault(node.Name);
        return new DrillView(
            drills.Of(node, policy, now) switch
            {
                DrillStanding.Proven => "proven",
                DrillStanding.Failed => "failed",
                DrillStanding.Expired => "expired",
                DrillStanding.OtherWay => "other_way",
                _ => "never",
            },
            drill?.At.ToUnixTimeMilliseconds() ?? 0,
            drill?.StopTook?.TotalSeconds,
            drill?.StartTook?.TotalSeconds,
            DrillWords.Of(drills, node, policy, now));
    }

    public static DrillStatus Frame(DrillView view)
    {
        var status = new DrillStatus { Standing = view.Standing, AtWallMs = view.AtWallMs, Sentence = view.Sentence };
        if (view.StopSeconds is { } stop)
        {
            status.StopSeconds = stop;
        }

        if (view.StartSeconds is { } start)
        {
            status.StartSeconds = start;
        }

        return status;
    }
}
