using Homelab.Agent.Uplink;
using Homelab.Domain;
using Homelab.Domain.Readings;
using Homelab.Host;
using Homelab.Store;
using Microsoft.Extensions.Logging;

namespace Homelab.Agent.Outbox;

/// <summary>
/// Keeps the outbox's file: opens it when acknowledgements stop or when it has content at the start, writes one document a flush,
/// removes what is acknowledged, applies the drop rule, reads ahead what is to be sent, and removes the file when it is empty.
/// One thread calls <see cref="Step"/>.
/// </summary>
internal sealed class OutboxKeeper(
    Recorder recorder, OutboxEntries entries, OutgoingFrames outgoing, AgentIdentity identity, OutboxSettings settings,
    TimeProvider clock, ILogger<OutboxKeeper> logger) : IDisposable
{
    public const string Damaged = "The agent's outbox was damaged.";

    private const int DocumentsAhead = 2;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    private readonly GapLedger _ledger = new(recorder.NextId);
    private OutboxFile? _file;
    private int _setAsideSaid;
    private Moment? _retryAt;

    /// <summary>How often a step is due when nothing asks for one.</summary>
    public TimeSpan Tick { get; } = TimeSpan.FromTicks(Math.Min(TimeSpan.TicksPerSecond, settings.FlushInterval.Ticks / 4));

    public bool IsOpen => _file is not null;

    /// <summary>Does what is due. Never throws; a full disk or a damaged file is said and tried again.</summary>
    /// <param name="isLast">The agent stops: everything in RAM goes to disk.</param>
    public void Step(bool isLast = false)
    {
        var now = clock.Now();
        if (_retryAt is { } retry && now < retry && !isLast)
        {
            return;
        }

        _retryAt = null;
        try
        {
            StepOnce(now, isLast);
        }
        catch (StoreException error)
        {
            _ledger.GiveBack();
            AfterFailure(error, now);
        }
        catch (StoreInUseException error)
        {
            _retryAt = now + RetryAfter;
            logger.LogError("{Problem}", error.Sentence);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _retryAt = now + RetryAfter;
            logger.LogError("The outbox {Path} cannot be used ({Cause}). Readings wait in memory.", settings.Path, error.GetType().Name);
        }
    }

    public void Dispose() => _file?.Dispose();

    private void StepOnce(Moment now, bool isLast)
    {
        var isDue = recorder.Eldest is { } eldest && (isLast || now - eldest >= settings.FlushInterval - Tick);
        if (_file is null)
        {
            if (!isDue && (outgoing.IsEarlierKnown || !DocumentFile.Exists(settings.Path)))
            {
                outgoing.IsEarlierKnown = true;
                return;
            }

            Open();
        }

        Write(isDue);
        LoadAhead();
        if (entries.All.Count == 0)
        {
            _file!.Remove();
            _file = null;
        }
    }

    private void Open()
    {
        Directory.CreateDirectory(settings.StateDirectory);
        _file = OutboxFile.Open(settings.Path, logger);
        _setAsideSaid = 0;
        entries.Replace(ReadEntries());
        outgoing.IsEarlierKnown = true;
        SayWhatWasSetAside();
    }

    private List<OutboxEntry> ReadEntries()
    {
        var found = new List<OutboxEntry>();
        foreach (var document in _file!.All())
        {
            if (recorder.Unpack(document.Payload) is { Count: > 0 } frames)
            {
                found.Add(OutboxEntry.Of(document.Id, document.Payload.Length, frames));
            }
        }

        return found;
    }

    private void Write(bool isDue)
    {
        _ledger.Begin();
        var shrinking = new OutboxShrinking(_file!, _ledger, recorder.Unpack);
        var left = new List<OutboxEntry>();
        foreach (var entry in entries.All)
        {
            if (entry.Unacknowledged.Count > 0)
            {
                left.Add(entry);
            }
            else
            {
                shrinking.Delete(entry.Id);
            }
        }

        var snapshot = isDue ? recorder.Snapshot() : [];
        OutboxEntry? document = null;
        var payload = Array.Empty<byte>();
        if (snapshot.Count > 0)
        {
            payload = OutboxPacking.Pack(snapshot);
            document = OutboxEntry.Of(_file!.NextId(), payload.Length, snapshot);
        }

        left = shrinking.Shrink(left, settings.QuotaBytes - payload.Length);
        OutboxEntry? ledger = null;
        if (_ledger.IsChanged)
        {
            var gaps = OutboxPacking.Pack(_ledger.Gaps);
            ledger = OutboxEntry.Of(_ledger.Entry?.Id ?? _file!.NextId(), gaps.Length, [.. _ledger.Gaps]);
            shrinking.Put(ledger.Id, gaps);
            left.RemoveAll(entry => entry.Id == ledger.Id);
            left.Add(ledger);
        }

        if (document is not null)
        {
            shrinking.Put(document.Id, payload);
            left.Add(document);
        }

        if (shrinking.Changes.Count == 0)
        {
            return;
        }

        _file!.Commit(shrinking.Changes.Select(change => (change.Key, change.Value)));
        outgoing.Moved(snapshot, document, left);
        if (ledger is not null)
        {
            _ledger.Accept(ledger);
        }
    }

    private void LoadAhead()
    {
        while (outgoing.IsConnected && entries.NextToLoad(DocumentsAhead) is { } entry)
        {
            if (_file!.Read(entry.Id) is { } payload && recorder.Unpack(payload) is { } frames)
            {
                entries.Load(entry, frames);
                outgoing.Announce();
                continue;
            }

            entries.Replace(entries.All.Where(other => other != entry));
            if (entry.Lost is { } lost)
            {
                recorder.Lost(lost with { Reason = Damaged });
            }
        }
    }

    private void AfterFailure(StoreException error, Moment now)
    {
        if (error.Failure != StoreFailure.SetAside || _file is null)
        {
            _retryAt = now + RetryAfter;
            recorder.NothingWritten();
            logger.LogError("{Problem} Readings wait in memory.", error.Sentence);
            return;
        }

        var before = entries.All;
        try
        {
            var found = ReadEntries().ToDictionary(entry => entry.Id);
            foreach (var entry in before.Where(entry => !found.ContainsKey(entry.Id) && entry.Lost is not null))
            {
                recorder.Lost(entry.Lost! with { Reason = Damaged });
            }

            entries.Replace(found.Values.Select(entry => before.Find(known => known.Id == entry.Id) ?? entry));
            outgoing.IsEarlierKnown = true;
        }
        catch (StoreException again)
        {
            _retryAt = now + RetryAfter;
            logger.LogError("{Problem}", again.Sentence);
        }

        SayWhatWasSetAside();
    }

    private void SayWhatWasSetAside()
    {
        foreach (var aside in _file!.FilesSetAside.Skip(_setAsideSaid))
        {
            _setAsideSaid++;
            recorder.Event("OutboxSetAside", aside.Reason, Labels.Of(("node", identity.Node)));
        }
    }
}
