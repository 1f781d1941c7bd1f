using System.Collections.Immutable;
using System.Text.Json;
using Homelab.Coordinator.Events;
using Homelab.Domain.Trust;
using Homelab.Store;

namespace Homelab.Coordinator.Trust;

/// <summary>Which nodes were enrolled, on which machines, and which were revoked; kept over restarts in a small file.</summary>
public sealed class EnrolmentBook
{
    public const string FileName = "enrolments.json";

    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly TimeProvider _clock;
    private ImmutableSortedDictionary<string, Enrolment> _nodes = ImmutableSortedDictionary<string, Enrolment>.Empty;
    private DateTimeOffset _newest = DateTimeOffset.UnixEpoch;

    public EnrolmentBook(string stateDirectory, TimeProvider clock, IEventFeed events)
    {
        (_path, _clock) = (Path.Combine(stateDirectory, AuthorityFile.Directory, FileName), clock);
        Load(events);
    }

    /// <summary>The wall clock, or the newest signature where the clock stands before it.</summary>
    public DateTimeOffset Known => CertificateLife.Known(_clock.GetUtcNow(), _newest);

    /// <summary>What the coordinator signs for itself now.</summary>
    public CertificateLife ForCoordinator => CertificateLife.ForCoordinator(_clock.GetUtcNow(), _newest);

    /// <summary>Why nothing is known and nothing is written, and what to do; null where the file could be read.</summary>
    public string? Unreadable { get; private set; }

    /// <summary>Null where it was never enrolled.</summary>
    public Enrolment? Of(string node) => Volatile.Read(ref _nodes).GetValueOrDefault(node);

    public IEnumerable<Enrolment> All => Volatile.Read(ref _nodes).Values;

    /// <param name="change">Null gives no change.</param>
    /// <param name="signedAt">When a certificate was signed for it; null where none was.</param>
    /// <exception cref="IOException">It could not be written down; nothing changed.</exception>
    public void Change(string node, Func<Enrolment?, Enrolment?> change, DateTimeOffset? signedAt = null)
    {
        lock (_gate)
        {
            if (Unreadable is { } sentence)
            {
                throw new IOException(sentence);
            }

            var old = Of(node);
            if (change(old) is not { } changed || changed == old)
            {
                return;
            }

            var next = _nodes.SetItem(node, changed);
            var newest = signedAt is { } at ? CertificateLife.Known(at, _newest) : _newest;
            AuthorityFile.DirectoryIn(Path.GetDirectoryName(Path.GetDirectoryName(_path))!);
            PrivateFiles.Write(_path, JsonSerializer.SerializeToUtf8Bytes(EnrolmentFile.Of(next.Values, newest), EnrolmentJson.Default.EnrolmentFile));
            (_nodes, _newest) = (next, newest);
        }
    }

    private void Load(IEventFeed events)
    {
        try
        {
            if (File.Exists(_path))
            {
                var file = JsonSerializer.Deserialize(File.ReadAllBytes(_path), EnrolmentJson.Default.EnrolmentFile) is { Schema: 1 } read ? read : throw new JsonException("it is none of this version");
                _nodes = file.Nodes.ToImmutableSortedDictionary(entry => entry.Node, entry => entry.Read(file.NewestWallMs));
                _newest = DateTimeOffset.FromUnixTimeMilliseconds(file.NewestWallMs);
            }
        }
        catch (Exception failure) when (failure is JsonException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Who was revoked is not known any more, so nobody is taken for enrolled; and whoever mends the file, or goes forward to the version that wrote it, knows it again.
            Unreadable = $"{_path} cannot be read, so no node counts as enrolled, and it is not written over. Mend it, or move it away and enrol each node again; the coordinator has to be started again for either.";
            events.Add(3, "EnrolmentsLost", "", $"{Unreadable} {failure.Message}");
        }
    }
}
