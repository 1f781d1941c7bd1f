using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Homelab.Domain.Storage;
using Homelab.Store;

namespace Homelab.Agent.Collectors.Storage;

/// <summary>How far the reading of a device has come and what it met: a file a device, written by <see cref="FullRead"/> as root and read by the agent.</summary>
/// <param name="Identity">Of the device, as <see cref="DeviceReport.Identity"/>: another one under the same name is read anew.</param>
/// <param name="At">In bytes from the device's beginning: everything before was read, or could not be.</param>
internal sealed record FullReadRecord(string Identity, long SizeBytes, DateTimeOffset BeganAt, DateTimeOffset? EndedAt, long At, int Unreadable, long FirstAt, bool IsPaused)
{
    /// <summary>Where homelab-scrub@.service keeps them.</summary>
    public const string Folder = "var/lib/homelab-scrub";

    private const int PassesKept = 12;
    private const double MostMilliseconds = 1e9;
    private const UnixFileMode Everybody = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>How long its reads took.</summary>
    public ReadTimes Times { get; init; } = ReadTimes.None;

    /// <summary>What one read in a hundred took in earlier passes, in milliseconds, the eldest first.</summary>
    public ImmutableArray<double> Before { get; init; } = [];

    public static FullReadRecord Begin(DeviceReport device, DateTimeOffset now) => new(device.Identity, device.SizeBytes, now, null, 0, 0, 0, false);

    /// <summary>The next pass over the same device.</summary>
    public FullReadRecord Again(DateTimeOffset now) => this with
    {
        BeganAt = now,
        EndedAt = null,
        At = 0,
        Unreadable = 0,
        FirstAt = 0,
        Times = ReadTimes.None,
        Before = Times.Slow is { } slow ? [.. Before.TakeLast(PassesKept - 1), slow.TotalMilliseconds] : Before,
    };

    public bool IsOf(DeviceReport device) => Identity == device.Identity && SizeBytes == device.SizeBytes;

    /// <summary>Null where nothing was read of this device.</summary>
    public static FullReadReport? ReportOf(SysRoot root, FileText scratch, DeviceReport device, DateTimeOffset now) =>
        root.Read($"{Folder}/{device.Name}", scratch).Succeeded && Parse(scratch.Bytes) is { } record && record.IsOf(device) ? record.Report(now) : null;

    /// <summary>Null where there is none, or none that is understood.</summary>
    public static FullReadRecord? Load(string folder, string device) =>
        Path.Combine(folder, device) is var path && File.Exists(path) ? Parse(File.ReadAllBytes(path)) : null;

    /// <exception cref="IOException">It cannot be kept.</exception>
    public void Keep(string folder, string device) => AtomicFile.Write(Path.Combine(folder, device), JsonSerializer.SerializeToUtf8Bytes(this, FullReadJson.Default.FullReadRecord), Everybody);

    private FullReadReport Report(DateTimeOffset now) => new(
        Ago(BeganAt, now), EndedAt is { } ended ? Ago(ended, now) : null, At, Unreadable, FirstAt, Times.Slow,
        Before.IsDefaultOrEmpty ? null : TimeSpan.FromMilliseconds(Before.Order().ElementAt(Before.Length / 2)), IsPaused);

    private static FullReadRecord? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, FullReadJson.Default.FullReadRecord) is { SizeBytes: > 0, Identity: not null, Times.IsWhole: true } record && record.At >= 0 && record.At <= record.SizeBytes
                && (record.Before.IsDefault || record.Before.All(slow => slow is >= 0 and < MostMilliseconds)) ? record : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static TimeSpan Ago(DateTimeOffset at, DateTimeOffset now) => now > at ? now - at : TimeSpan.Zero;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(FullReadRecord))]
internal sealed partial class FullReadJson : JsonSerializerContext;
