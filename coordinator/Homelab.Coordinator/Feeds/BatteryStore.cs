using Homelab.Domain.Lab;
using Homelab.Domain.Power;
using Homelab.Store;

namespace Homelab.Coordinator.Feeds;

/// <summary>Keeps what was learned of the UPSes over restarts, one document a feed. What is lost here is learned again.</summary>
public sealed class BatteryStore : IDisposable
{
    private const string Collection = "batteries";

    private readonly ILogger<BatteryStore> _logger;
    private readonly Dictionary<string, long> _ids = [];
    private readonly Dictionary<string, (string Ups, BatteryRecord Battery)> _kept = [];
    private readonly Lock _gate = new();
    private DocumentFile? _file;
    private bool _isComplained;

    public BatteryStore(string stateDirectory, ILogger<BatteryStore> logger)
    {
        _logger = logger;
        Attempt(() =>
        {
            Directory.CreateDirectory(stateDirectory);
            _file = DocumentFile.Open(new DocumentFileSettings
            {
                Path = Path.Combine(stateDirectory, "feeds.db"),
                Content = "feeds",
                Version = 1,
                Collections = [Collection],
                Logger = logger,
            });
            foreach (var document in _file.Scan(Collection))
            {
                if (BatteryCodec.Decode(document.Payload) is { } stored)
                {
                    _ids[stored.Feed] = document.Id;
                    _kept[stored.Feed] = (stored.Ups, stored.Battery);
                }
            }
        });
    }

    /// <summary>What an earlier process knew of this feed's UPS; null where nothing is known of it.</summary>
    public BatteryRecord? Of(FeedConfig feed) =>
        _kept.TryGetValue(feed.Name, out var kept) && kept.Ups == feed.Source?.ToString() ? kept.Battery : null;

    /// <summary>Writes those that changed since they were last written.</summary>
    /// <returns>False where they are not on the disk.</returns>
    public bool Keep(IEnumerable<(FeedConfig Feed, BatteryRecord Battery)> batteries)
    {
        lock (_gate)
        {
            return KeepChanged(batteries);
        }
    }

    private bool KeepChanged(IEnumerable<(FeedConfig Feed, BatteryRecord Battery)> batteries)
    {
        var changed = batteries
            .Where(item => item.Feed.Source is not null && !(_kept.TryGetValue(item.Feed.Name, out var kept) && ReferenceEquals(kept.Battery, item.Battery)))
            .ToList();
        if (_file is not { } file || changed.Count == 0)
        {
            return _file is not null;
        }

        return Attempt(() =>
        {
            file.Commit([.. changed.Select(item => new DocumentChange(Collection, IdOf(item.Feed.Name), BatteryCodec.Encode(new StoredBattery(item.Feed.Name, item.Feed.Source!.ToString(), item.Battery))))]);
            foreach (var (feed, battery) in changed)
            {
                _kept[feed.Name] = (feed.Source!.ToString(), battery);
            }

            _isComplained = false;
        });
    }

    public void Dispose() => _file?.Dispose();

    private long IdOf(string feed)
    {
        if (!_ids.TryGetValue(feed, out var id))
        {
            _ids[feed] = id = _ids.Count == 0 ? 1 : _ids.Values.Max() + 1;
        }

        return id;
    }

    /// <summary>What cannot be kept must not keep the lab from being watched; it is said once until it works again.</summary>
    private bool Attempt(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception failure) when (failure is StoreException or IOException or UnauthorizedAccessException)
        {
            if (!_isComplained)
            {
                _logger.LogWarning("What was learned of the UPSes is not kept: {Reason}", failure.Message);
            }

            _isComplained = true;
            return false;
        }
    }
}
