namespace Homelab.Host.Bus;

/// <summary>Why a call on D-Bus gave nothing.</summary>
public enum BusFault
{
    /// <summary>libsystemd.so.0 cannot be loaded: this machine is without systemd.</summary>
    NoLibrary,

    /// <summary>The bus's socket is absent or nobody listens there.</summary>
    NoBus,

    /// <summary>The bus is there, the service on it is not and cannot be started.</summary>
    NoService,

    /// <summary>The service refused by its policy (polkit, inhibitor, bus policy).</summary>
    Denied,

    TimedOut,

    /// <summary>The connection broke; a new one may do better.</summary>
    Disconnected,

    /// <summary>The service answered with another error, named in the sentence.</summary>
    Remote,

    /// <summary>The answer has not the form that the interface promises.</summary>
    Malformed,
}

/// <summary>An answer from D-Bus or why there is none. No exception leaves this namespace.</summary>
public readonly record struct BusResult<T>(T? Value, BusFault? Fault, string Sentence)
{
    public bool Succeeded => Fault is null;
}

public static class BusResult
{
    public static BusResult<T> Of<T>(T value) => new(value, null, "");

    public static BusResult<T> Failed<T>(BusFault fault, string sentence) => new(default, fault, sentence);

    /// <summary>The same failure, of another type.</summary>
    public static BusResult<T> As<TFrom, T>(this BusResult<TFrom> failed) => new(default, failed.Fault, failed.Sentence);
}
