namespace Homelab.Host.Programs;

/// <summary>How a service ends; the command `homelab` has its own.</summary>
public static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int Configuration = 3;
}
