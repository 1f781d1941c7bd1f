using System.Collections.Immutable;

namespace Homelab.Host.Bus;

/// <summary>One argument of a call, of the few types that our calls need.</summary>
public abstract record BusArgument
{
    private BusArgument()
    {
    }

    /// <summary>D-Bus type s.</summary>
    public sealed record Text(string Value) : BusArgument;

    /// <summary>D-Bus type b.</summary>
    public sealed record Flag(bool Value) : BusArgument;

    /// <summary>D-Bus type t.</summary>
    public sealed record Number(ulong Value) : BusArgument;

    /// <summary>D-Bus type as.</summary>
    public sealed record Texts(ImmutableArray<string> Values) : BusArgument;
}

/// <summary>A method call: whom, where, what.</summary>
public sealed record BusCall(string Service, string Path, string Interface, string Member, params ImmutableArray<BusArgument> Arguments)
{
    /// <summary>Reads one property (org.freedesktop.DBus.Properties.Get); the answer is a variant.</summary>
    public static BusCall Property(string service, string path, string interfaceName, string property) => new(
        service, path, "org.freedesktop.DBus.Properties", "Get", new BusArgument.Text(interfaceName), new BusArgument.Text(property));
}
