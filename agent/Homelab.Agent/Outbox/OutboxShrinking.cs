namespace Homelab.Agent.Outbox;

/// <summary>
/// Carries out the drop rule on a list of documents and collects the changes for one commit: the word of what is lost becomes durable
/// in the same moment as the loss.
/// </summary>
internal sealed class OutboxShrinking(OutboxFile file, GapLedger ledger, Func<byte[], List<KeptFrame>?> unpack)
{
    public const string Thinned = "The agent's outbox was full: readings were thinned to averages over five minutes at most.";
    public const string Dropped = "The agent's outbox was full: the eldest readings were dropped.";

    private readonly Dictionary<long, byte[]?> _changes = [];

    public IReadOnlyDictionary<long, byte[]?> Changes => _changes;

    /// <summary>Gives the entries as they will be. The words about what is lost take their room from the readings too.</summary>
    /// <exception cref="Homelab.Store.StoreException">The file turned out damaged.</exception>
    public List<OutboxEntry> Shrink(IReadOnlyList<OutboxEntry> entries, long quotaBytes)
    {
        var left = entries.ToList();
        long allowed, words = 0;
        do
        {
            allowed = words;
            ShrinkOnce(left, quotaBytes - allowed);
            words = BytesOfNewWords();
        }
        while (words > allowed && left.Sum(entry => (long)entry.Bytes) + words > quotaBytes);

        return left;
    }

    public void Put(long id, byte[] payload) => _changes[id] = payload;

    public void Delete(long id) => _changes[id] = null;

    private void ShrinkOnce(List<OutboxEntry> left, long quotaBytes)
    {
        while (OutboxQuota.Next(left, quotaBytes) is { } step)
        {
            if (step.Drop is { } drop)
            {
                Drop(left, drop);
            }
            else
            {
                Thin(left, step.Thin);
            }
        }
    }

    /// <summary>By how much the ledger's document grows.</summary>
    private long BytesOfNewWords() => ledger.IsChanged ? OutboxPacking.Pack(ledger.Gaps).Length - (ledger.Entry?.Bytes ?? 0) : 0;

    private void Thin(List<OutboxEntry> left, IReadOnlyList<OutboxEntry> entries)
    {
        var frames = entries.SelectMany(Read).ToList();
        var rounds = frames.Where(frame => frame.IsReading).ToList();
        var kept = frames.Where(frame => !frame.IsReading).ToList();
        if (rounds.Count > 0)
        {
            // All of them, also the last, whose number the average takes: as it was read, it does not arrive.
            kept.Add(Averaging.Of(rounds));
            ledger.Add(LostSpans.Of(rounds, Thinned));
        }

        Replace(left, entries, kept);
    }

    private void Drop(List<OutboxEntry> left, OutboxEntry entry)
    {
        var frames = Read(entry);
        ledger.Add(LostSpans.Of(frames, Dropped));
        Replace(left, [entry], [.. frames.Where(frame => !frame.IsReading)]);
    }

    private void Replace(List<OutboxEntry> left, IReadOnlyList<OutboxEntry> gone, List<KeptFrame> kept)
    {
        var place = left.IndexOf(gone[0]);
        foreach (var entry in gone)
        {
            left.Remove(entry);
            Delete(entry.Id);
        }

        if (kept.Count > 0)
        {
            var payload = OutboxPacking.Pack(kept);
            Put(gone[0].Id, payload);
            left.Insert(place, OutboxEntry.Of(gone[0].Id, payload.Length, kept));
        }
    }

    /// <summary>What of the document still waits for its acknowledgement.</summary>
    private List<KeptFrame> Read(OutboxEntry entry)
    {
        if ((_changes.GetValueOrDefault(entry.Id) ?? file.Read(entry.Id)) is { } payload && unpack(payload) is { } frames)
        {
            return frames.FindAll(frame => entry.Unacknowledged.Contains(frame.Id.Sequence));
        }

        ledger.Add(entry.Lost is { } lost ? [lost with { Reason = Dropped }] : []);
        return [];
    }
}
