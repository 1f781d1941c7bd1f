namespace Homelab.Domain.Storage;

/// <summary>Errors that the kernel met on a device.</summary>
internal static class ComplaintEvidence
{
    public static IEnumerable<StorageEvidence> Of(DeviceState device, DateTimeOffset now)
    {
        var state = device.Complaints;
        if (state is { LastAt: { } last, Since: { } since } && now - last < ComplaintState.Remembered)
        {
            var words = device.Last.Complaints?.Last is { Length: > 0 } text ? $": \"{text}\"" : "";
            var span = state.Recent > 1 ? $"{StorageWords.Count(state.Recent, "error")} of it, the first told {StorageWords.Ago(now - since)}, the newest {StorageWords.Ago(now - last)}" : $"an error of it, told {StorageWords.Ago(now - last)}";
            yield return new(StorageVerdict.Failing, "kernel_log", $"the kernel's log holds {span}{words}{(IsOnCardBus(device) ? "; look at the power supply and the contacts too" : "")}");
        }
        else if (device.Last.Complaints is not null)
        {
            yield return new(StorageVerdict.Ok, "kernel_log", "the kernel's log holds no error of it in the last day");
        }
    }

    private static bool IsOnCardBus(DeviceState device) => device.Last.Kind is DeviceKind.SdCard or DeviceKind.Emmc or DeviceKind.Usb;
}
