namespace Homelab.Domain.Storage;

/// <summary>The errors that ext4 counted in its own superblock.</summary>
internal static class FileSystemEvidence
{
    /// <summary>A repair clears the count and not the cause: growth is held against the device for so long.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(30);

    public static IEnumerable<StorageEvidence> Of(DeviceState device, DateTimeOffset now)
    {
        foreach (var (name, state) in device.FileSystems)
        {
            var last = device.Last.FileSystems.FirstOrDefault(report => report.Device == name);
            var where = last?.LastErrorFunction is { Length: > 0 } function ? $", the last in {function}" : "";
            if (state.GrewAt is { } grew && now - grew < Remembered)
            {
                yield return new(
                    StorageVerdict.Failing, "file_system", $"the file system on {name} met {StorageWords.Count(state.Grew, "new error")}, the newest seen {StorageWords.Ago(now - grew)}{where}");
            }
            else if (state.Errors > 0)
            {
                yield return new(
                    StorageVerdict.Aging, "file_system", $"the file system on {name} counts {StorageWords.Count(state.Errors, "error")}, none of them new; fsck clears the count{where}");
            }
            else if (last is not null)
            {
                yield return new(StorageVerdict.Ok, "file_system", $"the file system on {name} counts no errors");
            }
        }
    }
}
