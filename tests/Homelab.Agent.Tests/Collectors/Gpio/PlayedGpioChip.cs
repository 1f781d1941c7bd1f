using System.Device.Gpio;
using Homelab.Agent.Collectors.Gpio;
using Homelab.Host.Kernel;

namespace Homelab.Agent.Tests.Collectors.Gpio;

/// <summary>A chip whose lines a test sets.</summary>
internal sealed class PlayedGpioChip : GpioDriver, IGpioChip
{
    public Dictionary<int, bool> Levels { get; } = [];

    public Dictionary<int, string> Names { get; } = [];

    public Dictionary<int, string> Consumers { get; } = [];

    public Dictionary<int, PinMode> Opened { get; } = [];

    /// <summary>Thrown by whoever reads that line.</summary>
    public Dictionary<int, Exception> Faults { get; } = [];

    /// <summary>Whoever reads such a line does not come back before it is set.</summary>
    public Dictionary<int, ManualResetEventSlim> Hangs { get; } = [];

    /// <summary>Why the whole chip cannot be used; null where it can.</summary>
    public string? Absent { get; set; }

    public Exception? OpenFails { get; set; }

    /// <summary>As the driver for libgpiod 2 does: it takes the line and leaves the resistor.</summary>
    public bool IgnoresPulls { get; set; }

    public bool KnowsPulls { get; set; } = true;

    protected override int PinCount => 54;

    public GpioDriver Open() => OpenFails is null ? this : throw OpenFails;

    public IReadOnlyList<GpioLine> Lines() => Absent is { } why
        ? throw new GpioAbsentException(why)
        : [.. Enumerable.Range(0, PinCount).Select(offset => new GpioLine(offset, Names.GetValueOrDefault(offset, ""), Consumers.GetValueOrDefault(offset, "")))];

    protected override void OpenPin(int pinNumber)
    {
    }

    protected override void ClosePin(int pinNumber) => Opened.Remove(pinNumber);

    protected override void SetPinMode(int pinNumber, PinMode mode) => Opened[pinNumber] = mode;

    protected override PinMode GetPinMode(int pinNumber) => IgnoresPulls ? PinMode.Input : Opened[pinNumber];

    protected override bool IsPinModeSupported(int pinNumber, PinMode mode) => mode is PinMode.Input or PinMode.Output || KnowsPulls;

    protected override PinValue Read(int pinNumber)
    {
        Hangs.GetValueOrDefault(pinNumber)?.Wait();
        return Faults.TryGetValue(pinNumber, out var fault) ? throw fault : Levels.GetValueOrDefault(pinNumber);
    }

    protected override void Write(int pinNumber, PinValue value)
    {
        if (Opened.GetValueOrDefault(pinNumber) != PinMode.Output)
        {
            throw new InvalidOperationException("Nothing is ever written to an input.");
        }

        Hangs.GetValueOrDefault(pinNumber)?.Wait();
        Levels[pinNumber] = Faults.TryGetValue(pinNumber, out var fault) ? throw fault : value == PinValue.High;
    }

    protected override WaitForEventResult WaitForEvent(int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken) => throw new NotSupportedException();

    protected override void AddCallbackForPinValueChangedEvent(int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback) => throw new InvalidOperationException("Its events hold threads of the pool.");

    protected override void RemoveCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback) => throw new InvalidOperationException("Its events hold threads of the pool.");
}
