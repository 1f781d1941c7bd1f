namespace Homelab.Agent.Collectors.Gpio;

/// <summary>How System.Device.Gpio tells that libgpiod is not installed.</summary>
internal static class GpioLibrary
{
    /// <summary>The driver for libgpiod 1 throws <see cref="PlatformNotSupportedException"/>; the one for 2 wraps what the loader threw.</summary>
    public static bool IsMissing(Exception failure) =>
        failure is DllNotFoundException or PlatformNotSupportedException or TypeInitializationException || (failure.InnerException is { } inner && IsMissing(inner));

    /// <summary>Why a chip, or a line of it, could not be used, as a sentence's end.</summary>
    public static string WhyNot(int chip, Exception failure) =>
        failure is GpioAbsentException absent ? $"/dev/gpiochip{chip} {absent.Message}"
        : IsMissing(failure) ? "libgpiod is not installed (package libgpiod2 or libgpiod3)"
        : $"/dev/gpiochip{chip} cannot be opened ({failure.GetType().Name})";
}
