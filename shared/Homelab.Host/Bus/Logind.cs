namespace Homelab.Host.Bus;

/// <summary>What logind says to "may I power off" (org.freedesktop.login1(5), CanPowerOff).</summary>
public enum PowerOffPermission
{
    Yes,
    No,

    /// <summary>Only after a password is typed: for a service that is a no.</summary>
    Challenge,

    /// <summary>The machine or its container cannot.</summary>
    NotAvailable,
}

/// <summary>The calls to systemd-logind (org.freedesktop.login1(5)).</summary>
public sealed class Logind(SystemBus bus)
{
    private const string Service = "org.freedesktop.login1";
    private const string Path = "/org/freedesktop/login1";
    private const string Manager = "org.freedesktop.login1.Manager";

    public BusResult<PowerOffPermission> CanPowerOff(TimeSpan timeout) =>
        bus.Call(new BusCall(Service, Path, Manager, "CanPowerOff"), timeout, reader => reader.Text() switch
        {
            "yes" => PowerOffPermission.Yes,
            "challenge" => PowerOffPermission.Challenge,
            "na" => PowerOffPermission.NotAvailable,
            _ => PowerOffPermission.No,
        });

    /// <summary>Asks for an orderly power-off, without a question to a user. Succeeds when logind has taken it.</summary>
    public BusResult<bool> PowerOff(TimeSpan timeout) =>
        bus.Call(new BusCall(Service, Path, Manager, "PowerOff", new BusArgument.Flag(false)), timeout, _ => true);

    /// <summary>As <see cref="PowerOff"/>, and on again.</summary>
    public BusResult<bool> Reboot(TimeSpan timeout) =>
        bus.Call(new BusCall(Service, Path, Manager, "Reboot", new BusArgument.Flag(false)), timeout, _ => true);

    /// <summary>As <see cref="PowerOff"/>, with SD_LOGIND_* flags; systemd 246 and later.</summary>
    public BusResult<bool> PowerOffWithFlags(ulong flags, TimeSpan timeout) =>
        bus.Call(new BusCall(Service, Path, Manager, "PowerOffWithFlags", new BusArgument.Number(flags)), timeout, _ => true);
}
