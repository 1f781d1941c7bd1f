using System.Net;
using Homelab.Domain;
using Homelab.Domain.Trust;
using Homelab.Host;

namespace Homelab.Coordinator.Trust;

/// <summary>Whose streams were refused lately, for the warnings. An agent tries again every few seconds, so what is old is over.</summary>
public sealed class RefusedStreams(TimeProvider clock)
{
    private const int KeptMax = 50;
    private static readonly TimeSpan Lately = TimeSpan.FromMinutes(2);

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Node, string Code), (TrustRefusal Refusal, IPAddress? From, Moment At)> _last = [];

    public void Note(TrustRefusal refusal, IPAddress? from)
    {
        lock (_gate)
        {
            var now = clock.Now();
            foreach (var old in _last.Where(entry => now - entry.Value.At > Lately).Select(entry => entry.Key).ToList())
            {
                _last.Remove(old);
            }

            // Whoever has no certificate can claim any name of the lab, so the places are few.
            if (_last.Count < KeptMax || _last.ContainsKey((refusal.Node, refusal.Code)))
            {
                _last[(refusal.Node, refusal.Code)] = (refusal, from, now);
            }
        }
    }

    public IReadOnlyList<string> Warnings()
    {
        lock (_gate)
        {
            var now = clock.Now();
            return [.. _last.Values.Where(entry => now - entry.At <= Lately)
                .OrderBy(entry => entry.Refusal.Node, StringComparer.Ordinal).ThenBy(entry => entry.Refusal.Code, StringComparer.Ordinal)
                .Select(entry => $"Refused, from {entry.From?.ToString() ?? "an unknown address"}: {entry.Refusal.Sentence}")];
        }
    }
}
