namespace Homelab.Agent.Collectors.Gpio;

/// <summary>How System.Device.Gpio tells that libgpiod is not installed.</summary>
internal static class GpioLibrary
{
    /// <summary>The driver for libgpiod 1 throws <see cref="PlatformNotSupportedException"/>; the one for 2 wraps what the loader threw.</summary>
    public static bool IsMissing(Exception failure) =>
        failure is DllNotFoundException or PlatformNotSupportedException or TypeInitializationException || (failure.InnerException is { } inner && IsMissing(inner));
}
