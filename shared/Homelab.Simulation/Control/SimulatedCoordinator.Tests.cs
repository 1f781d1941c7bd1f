using Homelab.Domain.Lab;
using Homelab.Domain.Power;
using Homelab.Simulation.Supply;

namespace Homelab.Simulation.Control;

/// <summary>What the coordinator does when the day of a UPS's self-test has come: what speaks against it is the shipped schedule's to say.</summary>
public sealed partial class SimulatedCoordinator
{
    internal void Test(SimulatedUps ups, TimeSpan span)
    {
        if (IsAwake && Lab.Feed(ups.Name) is { SelfTest: { } test } feed && CanBeTold(ups)
            && SelfTestSchedule.Obstacle(Lab, feed, test, _feeds.Assess(_own.Own), _feeds.BatteryOf, Busy()) is null)
        {
            _feeds.BeginTest(ups.Name, test.Kind, Wall, _own.Own);
            ups.Test(span);
        }
    }

    private string? Busy() => Lab.Mode == LabMode.Observe || Engine!.State is { IsRunning: true } or { Return.IsOpen: true } ? "the lab is not quiet" : null;
}
