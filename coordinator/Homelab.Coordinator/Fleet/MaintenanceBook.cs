using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Homelab.Coordinator.Events;
using Homelab.Files;
using Homelab.Store;

namespace Homelab.Coordinator.Fleet;

/// <summary>Which nodes are in maintenance and until when, kept over restarts in a small file.</summary>
public sealed class MaintenanceBook
{
    public const string FileName = "maintenance.json";
    public static readonly TimeSpan Longest = TimeSpan.FromDays(90);

    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly TimeProvider _clock;
    private readonly IEventFeed _events;
    private ImmutableSortedDictionary<string, DateTimeOffset> _until;

    public MaintenanceBook(string stateDirectory, TimeProvider clock, IEventFeed events)
    {
        (_path, _clock, _events) = (Path.Combine(stateDirectory, FileName), clock, events);
        _until = Load();
    }

    /// <summary>Null where the node is not in maintenance.</summary>
    public DateTimeOffset? Until(string node) =>
        Volatile.Read(ref _until).TryGetValue(node, out var until) && until > _clock.GetUtcNow() ? until : null;

    /// <summary>Zero ends it.</summary>
    /// <exception cref="IOException">It could not be written down; nothing changed.</exception>
    public void Set(string node, TimeSpan span, string by)
    {
        lock (_gate)
        {
            var now = _clock.GetUtcNow();
            var running = _until.Where(entry => entry.Value > now && entry.Key != node).ToImmutableSortedDictionary();
            var next = span > TimeSpan.Zero ? running.Add(node, now + span) : running;
            var content = new MaintenanceFile(1, next.ToDictionary(entry => entry.Key, entry => entry.Value.ToUnixTimeMilliseconds()));
            AtomicFile.Write(_path, JsonSerializer.SerializeToUtf8Bytes(content, MaintenanceJson.Default.MaintenanceFile));
            _until = next;
        }

        var who = by.Length == 0 ? "" : $" by {by}";
        _events.Add(5, "Maintenance", node, span > TimeSpan.Zero
            ? $"{node} was put into maintenance for {DurationText.Format(span)}{who}."
            : $"The maintenance of {node} was ended{who}.");
    }

    private ImmutableSortedDictionary<string, DateTimeOffset> Load()
    {
        try
        {
            if (LaterVersion.SetAside(_path, known: 1) is { } later)
            {
                _events.Add(4, "MaintenanceLost", "", later);
            }

            if (File.Exists(_path) && JsonSerializer.Deserialize(File.ReadAllBytes(_path), MaintenanceJson.Default.MaintenanceFile) is { Schema: 1 } file)
            {
                return file.UntilWallMs.ToImmutableSortedDictionary(entry => entry.Key, entry => DateTimeOffset.FromUnixTimeMilliseconds(entry.Value));
            }
        }
        catch (Exception failure) when (failure is JsonException or IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            _events.Add(4, "MaintenanceLost", "", $"{_path} cannot be read, so no node is in maintenance: {failure.Message}");
        }

        return ImmutableSortedDictionary<string, DateTimeOffset>.Empty;
    }
}

internal sealed record MaintenanceFile(int Schema, Dictionary<string, long> UntilWallMs);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(MaintenanceFile))]
internal sealed partial class MaintenanceJson : JsonSerializerContext;
