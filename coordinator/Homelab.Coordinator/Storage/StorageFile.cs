using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Homelab.Domain.Storage;
using Homelab.Store;

namespace Homelab.Coordinator.Storage;

/// <summary>What is held, as it lies on disk.</summary>
internal sealed record StoredStorage(int Schema, Dictionary<string, DeviceState[]> Nodes);

/// <summary>Keeps the history of the devices over restarts. What is lost here begins anew.</summary>
internal sealed class StorageFile(string stateDirectory, ILogger<StorageFile> logger)
{
    private const int Schema = 1;
    private readonly string _path = Path.Combine(stateDirectory, "storage.json");
    private bool _isComplained;

    public ImmutableSortedDictionary<string, NodeStorage> Load()
    {
        var none = ImmutableSortedDictionary<string, NodeStorage>.Empty.WithComparers(StringComparer.Ordinal);
        try
        {
            if (LaterVersion.SetAside(_path, Schema) is { } later)
            {
                logger.LogWarning("{Later}", later);
            }

            return File.Exists(_path) && JsonSerializer.Deserialize(File.ReadAllBytes(_path), StorageJson.Default.StoredStorage) is { Schema: Schema } stored
                ? none.AddRange(stored.Nodes.Select(node => KeyValuePair.Create(node.Key, new NodeStorage([.. node.Value]))))
                : none;
        }
        catch (Exception failure) when (failure is JsonException or IOException or UnauthorizedAccessException)
        {
            logger.LogWarning("What was known of disks and cards cannot be read from {Path}, and begins anew: {Reason}", _path, failure.Message);
            return none;
        }
    }

    public bool TryKeep(ImmutableSortedDictionary<string, NodeStorage> nodes)
    {
        try
        {
            Directory.CreateDirectory(stateDirectory);
            var stored = new StoredStorage(Schema, nodes.ToDictionary(node => node.Key, node => node.Value.Devices.ToArray()));
            AtomicFile.Write(_path, JsonSerializer.SerializeToUtf8Bytes(stored, StorageJson.Default.StoredStorage));
            _isComplained = false;
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            if (!_isComplained)
            {
                logger.LogWarning("What is known of disks and cards is not kept: {Reason}", failure.Message);
            }

            _isComplained = true;
            return false;
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(StoredStorage))]
internal sealed partial class StorageJson : JsonSerializerContext;
