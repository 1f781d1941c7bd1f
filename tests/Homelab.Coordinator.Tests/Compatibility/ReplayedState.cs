using System.Globalization;
using Homelab.Agent.Collectors;
using Homelab.Agent.Orders;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Fleet;
using Homelab.Coordinator.Tests.Api;
using Homelab.TestKit.Repo;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using CollectorPlan = Homelab.Agent.Collectors.CollectorPlan;

namespace Homelab.Coordinator.Tests.Compatibility;

/// <summary>What a stream that was played again came to, in lines.</summary>
internal static class ReplayedState
{
    public static string OfCoordinator(CoordinatorUnderTest coordinator, int keys)
    {
        var state = coordinator.Service<FleetState>().Of("pi1");
        var node = coordinator.Service<Coordinator.Api.LabView>().Look().Nodes.Single(node => node.Name == "pi1");
        string[] lines =
        [
            $"{state.Hello!.Node} boot {state.BootId} agent {state.Hello.AgentVersion} machine {state.Hello.Machine} may power off {state.Hello.MayPowerOff} by {state.Hello.PowerOff}",
            $"{keys} frames acknowledged",
            .. (state.Report?.Units ?? []).Select(unit => $"unit {unit.Name} {unit.ActiveState}"),
            .. (state.Report?.Facts ?? []).OrderBy(fact => fact.Key, StringComparer.Ordinal).Select(fact => $"fact {fact.Key} {fact.Value}"),
            .. node.Headlines.Select(line => string.Create(CultureInfo.InvariantCulture, $"headline {line.Name} {line.Value}")),
            $"local upsmon {node.LocalUpsmon}",
        ];
        return string.Concat(lines.Select(line => line + "\n"));
    }

    /// <summary>What it goes by when it starts alone.</summary>
    public static string OfAgent(IHost agent, TempFolder machine)
    {
        var plan = CollectorPlan.From(new CollectorConfigCache(machine.At("state"), NullLogger<CollectorConfigCache>.Instance).Load()!);
        var watch = agent.Services.GetRequiredService<WatchFile>().Load()!;
        string[] lines =
        [
            $"collectors of version {plan.Version}",
            .. plan.Settings.OrderBy(setting => setting.Key, StringComparer.Ordinal).Select(setting => string.Create(
                CultureInfo.InvariantCulture, $"collector {setting.Key} {(setting.Value.Enabled ? "on" : "off")} every {setting.Value.Interval.TotalSeconds} s: {string.Join(' ', setting.Value.Options.Select(option => $"{option.Key}={string.Join(',', option.Value)}").Order(StringComparer.Ordinal))}")),
            .. watch.Feeds.Select(feed => $"feed {feed.Name} at {feed.Source}"),
            .. watch.Groups.Select(group => string.Create(CultureInfo.InvariantCulture, $"group of {group.Node}: {string.Join(' ', group.Feeds)}")),
            string.Create(CultureInfo.InvariantCulture, $"stop {watch.Stop.TotalSeconds} s, reserve {watch.Reserve.TotalSeconds} s"),
        ];
        return string.Concat(lines.Select(line => line.TrimEnd() + "\n"));
    }

    public static string Answer(AgentFrame frame) => frame switch
    {
        { LeaseAnswer: { } lease } => $"lease {lease.OutageId} epoch {lease.Fence.Epoch}: {lease.Verdict}",
        { Progress: { } progress } => $"order {progress.OrderId}: {progress.State}",
        _ => frame.BodyCase.ToString(),
    };
}
