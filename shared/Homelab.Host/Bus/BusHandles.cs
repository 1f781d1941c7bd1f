using System.Runtime.InteropServices;

namespace Homelab.Host.Bus;

/// <summary>Owns an sd_bus.</summary>
internal sealed class BusHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        _ = SdBus.CloseUnref(handle);
        return true;
    }
}

/// <summary>Owns an sd_bus_message.</summary>
internal sealed class MessageHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        _ = SdBus.UnrefMessage(handle);
        return true;
    }
}
