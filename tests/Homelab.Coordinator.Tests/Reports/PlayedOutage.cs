using Homelab.Domain.Lab;
using Homelab.Domain.Reports;
using Homelab.Files;
using Homelab.Simulation;
using Homelab.Simulation.Scripts;
using Homelab.TestKit.Repo;

namespace Homelab.Coordinator.Tests.Reports;

/// <summary>The record of an outage of an example lab, played in virtual time with the shipped engine.</summary>
internal static class PlayedOutage
{
    public static string LabFile => Path.Combine(Repository.Root, "deploy", "examples", "closet.yaml");

    public static OutageRecord Of(string outage, LabMode mode = LabMode.Armed)
    {
        var lab = Files.LabFile.Read(LabFile).Lab! with { Mode = mode };
        var script = OutageFile.Parse(outage, "played.outage", lab);
        Assert.Empty(script.Errors);
        var played = new SimulatedLab(lab, script.Script!, seed: 1, new SimulationPorts { KeepsRecord = true });
        Assert.Empty(played.Run().Violations);
        var engine = played.Coordinator.Engine!;
        return played.Coordinator.Recorder!.Record! with { Changes = LabLessons.Of(lab, engine.Stops, new Dictionary<string, Domain.Power.BatteryRecord>()) };
    }
}
