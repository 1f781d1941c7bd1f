using Homelab.Contracts.V1;
using Homelab.Domain.Storage;

namespace Homelab.Contracts.Storage;

/// <summary>What reading canaries, installed files and whole devices came to, on the wire and off it.</summary>
internal static class CorruptionMessage
{
    public static StorageCanary ToWire(CanaryReport canary)
    {
        var wire = new StorageCanary
        {
            Sequence = canary.Sequence, Bytes = canary.Bytes, Damaged = canary.Damaged, OtherCopies = canary.OtherCopies, Unreadable = canary.Unreadable, Varies = canary.Varies, First = canary.First,
        };
        if (canary.Found is { } found)
        {
            wire.Found = found;
        }

        if (canary.ReadAgo is { } ago)
        {
            wire.ReadAgoMs = (long)ago.TotalMilliseconds;
        }

        return wire;
    }

    public static CanaryReport Read(StorageCanary wire) => new(
        wire.Sequence, wire.HasFound ? wire.Found : null, wire.Bytes, wire.HasReadAgoMs ? WireSpan.Of(wire.ReadAgoMs) : null,
        wire.Damaged, wire.OtherCopies, wire.Unreadable, wire.Varies, wire.First);

    public static StorageScrub ToWire(ScrubReport scrub) => new()
    {
        BeganAgoMs = (long)scrub.BeganAgo.TotalMilliseconds,
        Packages = scrub.Packages,
        Of = scrub.Of,
        Files = scrub.Files,
        Bytes = scrub.Bytes,
        Mismatched = scrub.Mismatched,
        Varying = scrub.Varying,
        Unreadable = scrub.Unreadable,
        PassedOver = scrub.PassedOver,
        First = scrub.First,
        Paused = scrub.IsPaused,
    };

    public static ScrubReport Read(StorageScrub wire) => new(
        WireSpan.Of(wire.BeganAgoMs), wire.Packages, wire.Of, wire.Files, wire.Bytes, wire.Mismatched, wire.Varying, wire.Unreadable, wire.PassedOver, wire.First, wire.Paused);

    public static StorageFullRead ToWire(FullReadReport pass)
    {
        var wire = new StorageFullRead
        {
            BeganAgoMs = (long)pass.BeganAgo.TotalMilliseconds, Bytes = pass.Bytes, Unreadable = pass.Unreadable, FirstAt = pass.FirstAt, Paused = pass.IsPaused,
        };
        if (pass.EndedAgo is { } ended)
        {
            wire.EndedAgoMs = (long)ended.TotalMilliseconds;
        }

        if (pass.Slow is { } slow)
        {
            wire.SlowMs = (long)slow.TotalMilliseconds;
        }

        if (pass.Usual is { } usual)
        {
            wire.UsualMs = (long)usual.TotalMilliseconds;
        }

        return wire;
    }

    public static FullReadReport Read(StorageFullRead wire) => new(
        WireSpan.Of(wire.BeganAgoMs), wire.HasEndedAgoMs ? WireSpan.Of(wire.EndedAgoMs) : null, wire.Bytes, wire.Unreadable, wire.FirstAt,
        wire.HasSlowMs ? WireSpan.Of(wire.SlowMs) : null, wire.HasUsualMs ? WireSpan.Of(wire.UsualMs) : null, wire.Paused);
}
