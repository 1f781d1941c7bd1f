namespace Homelab.Nut;

/// <summary>What follows <c>ERR</c> (NUT's network protocol, "Error responses").</summary>
public enum NutErrorCode
{
    /// <summary>A code that this list does not have.</summary>
    Other,
    AccessDenied,
    UnknownUps,
    VarNotSupported,
    CmdNotSupported,
    InvalidArgument,
    InstCmdFailed,
    SetFailed,
    ReadOnly,
    TooLong,
    FeatureNotSupported,
    FeatureNotConfigured,
    AlreadySslMode,
    DriverNotConnected,
    DataStale,
    AlreadyLoggedIn,
    AlreadyAttached,
    InvalidPassword,
    AlreadySetPassword,
    InvalidUsername,
    AlreadySetUsername,
    UsernameRequired,
    PasswordRequired,
    UnknownCommand,
    InvalidValue,

    /// <summary>In a tracking result: the driver does not know the command or variable.</summary>
    Unknown,

    /// <summary>In a tracking result: the device did not do it.</summary>
    Failed,
}

internal static class NutErrorCodes
{
    private static readonly Dictionary<string, NutErrorCode> ByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ACCESS-DENIED"] = NutErrorCode.AccessDenied,
        ["UNKNOWN-UPS"] = NutErrorCode.UnknownUps,
        ["VAR-NOT-SUPPORTED"] = NutErrorCode.VarNotSupported,
        ["CMD-NOT-SUPPORTED"] = NutErrorCode.CmdNotSupported,
        ["INVALID-ARGUMENT"] = NutErrorCode.InvalidArgument,
        ["INSTCMD-FAILED"] = NutErrorCode.InstCmdFailed,
        ["SET-FAILED"] = NutErrorCode.SetFailed,
        ["READONLY"] = NutErrorCode.ReadOnly,
        ["TOO-LONG"] = NutErrorCode.TooLong,
        ["FEATURE-NOT-SUPPORTED"] = NutErrorCode.FeatureNotSupported,
        ["FEATURE-NOT-CONFIGURED"] = NutErrorCode.FeatureNotConfigured,
        ["ALREADY-SSL-MODE"] = NutErrorCode.AlreadySslMode,
        ["DRIVER-NOT-CONNECTED"] = NutErrorCode.DriverNotConnected,
        ["DATA-STALE"] = NutErrorCode.DataStale,
        ["ALREADY-LOGGED-IN"] = NutErrorCode.AlreadyLoggedIn,
        ["ALREADY-ATTACHED"] = NutErrorCode.AlreadyAttached,
        ["INVALID-PASSWORD"] = NutErrorCode.InvalidPassword,
        ["ALREADY-SET-PASSWORD"] = NutErrorCode.AlreadySetPassword,
        ["INVALID-USERNAME"] = NutErrorCode.InvalidUsername,
        ["ALREADY-SET-USERNAME"] = NutErrorCode.AlreadySetUsername,
        ["USERNAME-REQUIRED"] = NutErrorCode.UsernameRequired,
        ["PASSWORD-REQUIRED"] = NutErrorCode.PasswordRequired,
        ["UNKNOWN-COMMAND"] = NutErrorCode.UnknownCommand,
        ["INVALID-VALUE"] = NutErrorCode.InvalidValue,
        ["UNKNOWN"] = NutErrorCode.Unknown,
        ["FAILED"] = NutErrorCode.Failed,
    };

    public static NutErrorCode Parse(string code) => ByName.GetValueOrDefault(code, NutErrorCode.Other);
}
