using System.Globalization;
using Homelab.Agent.Collectors;
using Homelab.Agent.Uplink;
using Homelab.Contracts.V1;
using Homelab.Domain;
using Homelab.Host;

namespace Homelab.Agent.Orders;

/// <summary>
/// Whether NUT's upsmon or apcupsd runs on this node, by the names of its processes (proc(5)): either takes the node down at its own limit whatever is
/// planned (P16), so the coordinator must know, also when it is started long after the agent.
/// </summary>
public sealed class LocalUpsmon(SysRoot root, TimeProvider clock) : IUplinkParticipant
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(30);

    private readonly FileText _text = new();
    private Moment? _lookedAt;
    private bool _runs;

    public void Fill(Hello hello)
    {
        Look();
        hello.LocalUpsmon = _runs;
    }

    public void Fill(Beat beat)
    {
        if (_lookedAt is not { } at || clock.Now() - at >= LookEvery)
        {
            Look();
        }

        beat.LocalUpsmon = _runs;
    }

    public IEnumerable<AgentFrame> Handle(CoordinatorFrame frame) => [];

    private void Look()
    {
        _runs = root.Names("proc").Where(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _)).Any(IsUpsmon);
        _lookedAt = clock.Now();
    }

    private bool IsUpsmon(string process) => root.Line($"proc/{process}/comm", _text) is "upsmon" or "apcupsd" && IsOfThisHost(process);

    /// <summary>A process in a container has an id in more than one namespace (pid_namespaces(7)), and its upsmon stops the container only.</summary>
    private bool IsOfThisHost(string process)
    {
        if (!root.Read($"proc/{process}/status", _text).Succeeded)
        {
            return true;
        }

        var lines = new Lines(_text.Bytes);
        while (lines.TryNext(out var line))
        {
            if (line.StartsWith("NSpid:"u8))
            {
                return line["NSpid:"u8.Length..].Trim("\t "u8).IndexOfAny((byte)'\t', (byte)' ') < 0;
            }
        }

        return true;
    }
}
