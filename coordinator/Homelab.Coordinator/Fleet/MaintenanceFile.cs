using System.Text.Json;
using System.Text.Json.Serialization;
using Homelab.Store;

namespace Homelab.Coordinator.Fleet;

/// <summary>Which nodes are being worked on, over a restart of the coordinator.</summary>
public sealed class MaintenanceFile(string stateDirectory)
{
    private readonly string _path = Path.Combine(stateDirectory, "maintenance.json");

    public IReadOnlyDictionary<string, MaintenanceEntry> Load()
    {
        try
        {
            return File.Exists(_path)
                ? JsonSerializer.Deserialize(File.ReadAllBytes(_path), MaintenanceJson.Default.DictionaryStringMaintenanceEntry) ?? []
                : [];
        }
        catch (JsonException)
        {
            // Without the file a node under maintenance shows as down, which is the careful mistake.
            return new Dictionary<string, MaintenanceEntry>();
        }
    }

    /// <exception cref="IOException">The disk is full or failing; the old content stands.</exception>
    public void Keep(IEnumerable<NodeSight> nodes)
    {
        var entries = nodes
            .Where(node => node.MaintenanceUntil is not null)
            .ToDictionary(node => node.Name, node => new MaintenanceEntry(node.MaintenanceUntil!.Value, node.MaintenanceBy));
        AtomicFile.Write(_path, JsonSerializer.SerializeToUtf8Bytes(entries, MaintenanceJson.Default.DictionaryStringMaintenanceEntry));
    }
}

public sealed record MaintenanceEntry(DateTimeOffset Until, string By);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Dictionary<string, MaintenanceEntry>))]
internal sealed partial class MaintenanceJson : JsonSerializerContext;
