namespace Homelab.Domain.Storage;

/// <summary>Errors between a card and its controller. The kernel asks again, so that data is not lost yet: what it gives up is in its log.</summary>
internal static class ControllerEvidence
{
    /// <summary>What was asked longer ago says nothing of now.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromHours(1);

    public static IEnumerable<StorageEvidence> Of(DeviceState device, DateTimeOffset now)
    {
        var controller = device.Last.Controller;
        if (device.Controller is { LastAt: { } last } state && now - last < ComplaintState.Remembered)
        {
            var counted = controller is null ? "" : $" (since it met the card {StorageWords.Count(controller.Checksums, "wrong checksum")} and {StorageWords.Count(controller.Lost, "lost transfer")})";
            yield return new(StorageVerdict.Aging, "controller",
                $"its controller counts {StorageWords.Count(state.Recent, "new error")}, the newest told {StorageWords.Ago(now - last)}{counted}: the contacts or the card, and where the voltage was low the power supply");
        }
        else if (controller is not null && controller.ReadAgo <= Fresh)
        {
            yield return new(StorageVerdict.Ok, "controller", "its controller counts no new error in the last day");
        }
    }

    /// <summary>Why nothing is known of them; null where something is, or where the device has no such controller.</summary>
    public static string? Coverage(DeviceReport device) => device switch
    {
        { Kind: not (DeviceKind.SdCard or DeviceKind.Emmc) } => null,
        { Controller: null } => "its controller's errors: no answer",
        { Controller.ReadAgo: var ago } => ago > Fresh ? $"its controller's errors: asked {StorageWords.Ago(ago)}, so they say nothing of now" : null,
    };
}
